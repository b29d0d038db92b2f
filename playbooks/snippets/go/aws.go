// @file credential.go
// @install go get github.com/aws/aws-sdk-go-v2/config github.com/aws/aws-sdk-go-v2/service/secretsmanager
// Package credential reads the __title__ from AWS Secrets Manager.
package credential

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

const secretID = "__path__"

// Credential holds all parts. Neither fmt nor encoding/json nor log/slog shows them.
type Credential struct {
	// each part
	// __part__ is the field __field__.
	__part__ string
	// or optional
	// __part__ is the field __field__; empty if there is none.
	__part__ string
	// end
}

func (Credential) String() string               { return "[credential]" }
func (Credential) GoString() string             { return "[credential]" }
func (Credential) MarshalText() ([]byte, error) { return []byte("[credential]"), nil }

// Read returns all parts or an error that names what is missing.
func Read(ctx context.Context) (Credential, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return Credential{}, fmt.Errorf("cannot load the AWS configuration: %w", err)
	}
	answer, err := secretsmanager.NewFromConfig(cfg).GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{
		SecretId: aws.String(secretID),
	})
	if err != nil {
		return Credential{}, fmt.Errorf("cannot read %s from AWS Secrets Manager: %w", secretID, err)
	}
	fields, err := parse(aws.ToString(answer.SecretString))
	if err != nil {
		return Credential{}, err
	}
	var c Credential
	// each part
	if c.__part__, err = required(fields, "__field__"); err != nil {
		return Credential{}, err
	}
	// or optional
	if c.__part__, err = optional(fields, "__field__"); err != nil {
		return Credential{}, err
	}
	// end
	return c, nil
}

func parse(text string) (map[string]any, error) {
	var fields map[string]any
	if json.Unmarshal([]byte(text), &fields) != nil || fields == nil {
		return nil, fmt.Errorf("%s is not a JSON object", secretID)
	}
	return fields, nil
}

// with optional
func optional(fields map[string]any, name string) (string, error) {
	if fields[name] == nil || fields[name] == "" {
		return "", nil
	}
	return required(fields, name)
}

// end
func required(fields map[string]any, name string) (string, error) {
	value, ok := fields[name].(string)
	if !ok || strings.TrimSpace(value) == "" {
		return "", fmt.Errorf("%s has no field %s, or an empty one", secretID, name)
	}
	return value, nil
}
