package authn

type LoginPair struct {
	Login  string
	APIKey string
}
