import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

class Driver {
    public static void main(String[] arguments) throws Exception {
        Credential credential = Credential.read();
        System.out.println(credential);
        String all = String.join("|", credential.accountId() == null ? "" : credential.accountId(), credential.clientId(), credential.secret());
        System.out.println("digest " + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8))));
    }
}
