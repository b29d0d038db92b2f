package api

import "context"

type Config struct{}
type Client struct{}
type KVv2 struct{}
type KVSecret struct{ Data map[string]interface{} }

func NewClient(config *Config) (*Client, error) { return &Client{}, nil }

func (c *Client) KVv2(mount string) *KVv2 { return &KVv2{} }

func (kv *KVv2) Get(ctx context.Context, path string) (*KVSecret, error) { return &KVSecret{}, nil }
