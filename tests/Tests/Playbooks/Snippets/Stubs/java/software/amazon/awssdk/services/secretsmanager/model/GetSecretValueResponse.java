package software.amazon.awssdk.services.secretsmanager.model;

public class GetSecretValueResponse {
    public String secretString() { return ""; }
}
