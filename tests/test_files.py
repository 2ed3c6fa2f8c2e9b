"""Kept files: found again by their content, and by nothing else."""

import asyncio
import hashlib
import stat

import pytest

from store.files import Files

CONTENT = b"%PDF-1.7 \x00\xff"


async def test_what_is_kept_is_read_again_under_its_hash(tmp_path):
    files = Files(tmp_path / "kept")
    reference = await files.keep(CONTENT)
    assert reference == f"kept:{hashlib.sha256(CONTENT).hexdigest()}"
    assert await files.read(reference) == CONTENT
    assert await Files(tmp_path / "kept").read(reference) == CONTENT


async def test_the_same_content_is_kept_once_even_at_the_same_moment(tmp_path):
    files = Files(tmp_path)
    references = await asyncio.gather(*(files.keep(CONTENT) for _ in range(8)))
    assert len(set(references)) == 1
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [references[0][5:]]


async def test_only_the_service_may_read_the_files_on_disk(tmp_path):
    folder = tmp_path / "kept"
    await Files(folder).keep(CONTENT)
    for path in (folder, *folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "kept:",
        "kept:../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        f"kept:{'a' * 63}",
        f"kept:{'A' * 64}",
        f"kept:{'a' * 64}\n",
        f"kept:{'a' * 64}/../x",
        f"kept:{'0' * 64}",
    ],
)
async def test_what_is_no_reference_of_ours_reads_nothing(tmp_path, reference):
    (tmp_path / "00").mkdir()
    assert await Files(tmp_path).read(reference) is None


async def test_a_write_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    files = Files(tmp_path)
    monkeypatch.setattr("store.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        await files.keep(CONTENT)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    monkeypatch.undo()
    assert await files.read(await files.keep(CONTENT)) == CONTENT
