Model status
Optimal

# Primal solution values
Feasible
Objective 2.2
# Columns 3
x 0.4
my col 1.8
z' -3
# Rows 2
R1 4
R2 3

# Dual solution values
Feasible
# Columns 3
x 0
my col 0
z' 1
# Rows 2
R1 0.4
R2 0.2

# Basis
HiGHS_basis_file v2
Valid
# Columns 3
x 1
my col 1
z' 3
# Rows 2
R1 0
R2 2

# Ranging
# Columns 3
x 7 8 9
