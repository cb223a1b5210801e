"""What figures of several pages compute or draw alike."""
