"""What does one attention head's removal cost, and how many can go?"""
