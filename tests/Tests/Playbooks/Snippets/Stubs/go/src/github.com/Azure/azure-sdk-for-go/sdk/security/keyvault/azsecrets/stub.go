package azsecrets

import (
	"context"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
)

type Client struct{}
type ClientOptions struct{}
type GetSecretOptions struct{}
type Secret struct{ Value *string }
type GetSecretResponse struct{ Secret }

func NewClient(vaultURL string, credential azcore.TokenCredential, options *ClientOptions) (*Client, error) {
	return &Client{}, nil
}

func (c *Client) GetSecret(ctx context.Context, name string, version string, options *GetSecretOptions) (GetSecretResponse, error) {
	return GetSecretResponse{}, nil
}
