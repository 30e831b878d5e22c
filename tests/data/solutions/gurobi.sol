# Solution for model MODEL
# Objective value = 5.5
X 3
Y 1.1666666666666667e+00
Z 3.3333333333333331e-01
