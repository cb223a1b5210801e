"""One small encoder, three tasks: is the writer pleased, what is a name, where is the answer?"""
