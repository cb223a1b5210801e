"""stub"""
def everything(*a): return {}
