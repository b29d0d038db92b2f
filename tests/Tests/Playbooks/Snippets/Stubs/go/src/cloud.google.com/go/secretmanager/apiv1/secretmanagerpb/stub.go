package secretmanagerpb

type AccessSecretVersionRequest struct{ Name string }
type SecretPayload struct{ Data []byte }
type AccessSecretVersionResponse struct{ Payload *SecretPayload }

func (r *AccessSecretVersionResponse) GetPayload() *SecretPayload { return r.Payload }
func (p *SecretPayload) GetData() []byte                          { return p.Data }
