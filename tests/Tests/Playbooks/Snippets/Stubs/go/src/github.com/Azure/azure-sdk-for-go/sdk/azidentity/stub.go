package azidentity

type DefaultAzureCredential struct{}
type DefaultAzureCredentialOptions struct{}

func (c *DefaultAzureCredential) GetToken() {}

func NewDefaultAzureCredential(options *DefaultAzureCredentialOptions) (*DefaultAzureCredential, error) {
	return &DefaultAzureCredential{}, nil
}
