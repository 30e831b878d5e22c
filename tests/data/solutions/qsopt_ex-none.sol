status = INFEASIBLE
