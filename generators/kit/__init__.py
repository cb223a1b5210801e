"""The drawing kit: house style, layout, marks and charts, which every figure is made of."""
