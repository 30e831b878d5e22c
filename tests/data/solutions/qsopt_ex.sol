status = OPTIMAL
status OPTIMAL
	Value = 11/2
VARS:
X = 3
Y = 7/6
Z = 1/3
REDUCED COST:
X = -1
PI:
C1 = 2
C3 = -1/2
SLACK:
C2 = 1/6
