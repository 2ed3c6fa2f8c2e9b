FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 FIELDBOOK_DATA_DIR=/data FIELDBOOK_HOST=0.0.0.0

WORKDIR /app
COPY pyproject.toml constraints.txt README.md ./
COPY bot bot
COPY handlers handlers
COPY reminders reminders
COPY store store
RUN pip install --constraint constraints.txt . \
    && useradd --system --uid 10001 fieldbook \
    && install -d -o fieldbook -g fieldbook /data

USER 10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/health', timeout=5)"]
CMD ["fieldbook", "run"]
