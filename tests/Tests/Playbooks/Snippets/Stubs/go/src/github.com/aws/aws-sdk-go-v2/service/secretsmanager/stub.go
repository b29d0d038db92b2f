package secretsmanager

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
)

type Options struct{}
type Client struct{}

type GetSecretValueInput struct{ SecretId *string }
type GetSecretValueOutput struct{ SecretString *string }

func NewFromConfig(cfg aws.Config, options ...func(*Options)) *Client { return &Client{} }

func (c *Client) GetSecretValue(ctx context.Context, input *GetSecretValueInput, options ...func(*Options)) (*GetSecretValueOutput, error) {
	return &GetSecretValueOutput{}, nil
}
