package main

import (
	"credential"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

func main() {
	c, err := credential.Read()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	text, _ := json.Marshal(c)
	fmt.Printf("%v %+v %#v %s\n", c, c, c, text)
	fmt.Printf("digest %x\n", sha256.Sum256([]byte(strings.Join([]string{c.AccountID, c.ClientID, c.Secret}, "|"))))
}
