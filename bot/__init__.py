"""The kernel: what a conversation is, and the way in and out."""
