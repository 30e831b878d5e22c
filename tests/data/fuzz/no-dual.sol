Model status
Unknown

# Primal solution values
Infeasible
Objective 0
# Columns 3
x 1/3
my col -2.5e-3
z' 0
# Rows 2
R1 1
R2 0

# Dual solution values
None

# Basis
None
