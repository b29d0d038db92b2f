package secretmanager

import (
	"context"

	"cloud.google.com/go/secretmanager/apiv1/secretmanagerpb"
)

type Client struct{}
type ClientOption interface{}
type CallOption interface{}

func NewClient(ctx context.Context, options ...ClientOption) (*Client, error) { return &Client{}, nil }

func (c *Client) Close() error { return nil }

func (c *Client) AccessSecretVersion(ctx context.Context, request *secretmanagerpb.AccessSecretVersionRequest, options ...CallOption) (*secretmanagerpb.AccessSecretVersionResponse, error) {
	return nil, nil
}
