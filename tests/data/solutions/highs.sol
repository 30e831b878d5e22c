Model status
Optimal

# Primal solution values
Feasible
Objective 5.5
# Columns 3
X 3
Y 1.1666666666667
Z 0.3333333333333
# Rows 3
C1 4.5
C2 1.8333333333333
C3 1

# Dual solution values
Feasible
# Columns 3
X -1
Y 0
Z 0
# Rows 3
C1 2
C2 0
C3 -0.5

# Basis
HiGHS_basis_file v2
Valid
# Columns 3
X 2
Y 1
Z 1
# Rows 3
C1 0
C2 1
C3 0
