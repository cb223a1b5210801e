"""Does a small transformer need learning-rate warm-up, with the norm before or after?"""
