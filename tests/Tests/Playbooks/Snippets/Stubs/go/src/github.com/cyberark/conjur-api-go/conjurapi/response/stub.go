package response

type ConjurError struct {
	Code    int
	Message string
}

func (e *ConjurError) Error() string { return e.Message }
