package conjurapi

import "github.com/cyberark/conjur-api-go/conjurapi/authn"

type Config struct{}
type Client struct{}
type Telemetry struct{}

func LoadConfig() (Config, error) { return Config{}, nil }

func NewClientFromKey(config Config, pair authn.LoginPair, telemetry ...Telemetry) (*Client, error) {
	return &Client{}, nil
}

func (c *Client) RetrieveSecret(id string) ([]byte, error) { return nil, nil }
