Model status
Optimal

# Primal solution values
Feasible
Objective 5.5
# Columns -3 sparse
X 3 0
Y 1.1666666666667 1
Z 0.3333333333333 2
