status = OPTIMAL
status OPTIMAL
	Value = 0
VARS:
REDUCED COST:
X = 1
Y = 1
PI:
SLACK:
c1 = 4
