package azcore

type TokenCredential interface{ GetToken() }
