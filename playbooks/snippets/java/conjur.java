// @file Credential.java
// @install Maven or Gradle: com.cyberark.conjur.api:conjur-api
// @note Java 17 or later. Put the record into a package of yours.
import com.cyberark.conjur.api.Conjur;
import com.cyberark.conjur.api.Variables;

/** The __title__, read from CyberArk Conjur. */
public record Credential(
    // each part, comma between
    String __part__,
    // or optional
    /* may be null */ String __part__,
    // end
) {
    public static Credential read() {
        Variables variables = connect();
        return new Credential(
            // each part, comma between
            required(variables, "__id__"),
            // or optional
            optional(variables, "__id__"),
            // end
        );
    }

    /** The client takes CONJUR_APPLIANCE_URL, CONJUR_ACCOUNT, CONJUR_AUTHN_LOGIN and CONJUR_AUTHN_API_KEY from the environment. */
    private static Variables connect() {
        try {
            return new Conjur().variables();
        } catch (RuntimeException error) {
            throw new IllegalStateException("cannot sign in to Conjur", error);
        }
    }

    // with optional
    private static String optional(Variables variables, String id) {
        try {
            return required(variables, id);
        } catch (IllegalStateException error) {
            // Conjur has no such variable, or no value in it. The client tells the status in its message alone.
            if (error.getCause() != null && String.valueOf(error.getCause().getMessage()).startsWith("Error code: 404,")) {
                return null;
            }
            throw error;
        }
    }

    // end
    private static String required(Variables variables, String id) {
        String value;
        try {
            value = variables.retrieveSecret(id);
        } catch (RuntimeException error) {
            throw new IllegalStateException("cannot read " + id + " from Conjur", error);
        }
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("Conjur variable " + id + " is empty");
        }
        return value;
    }

    /** Keeps the values out of logs. */
    @Override
    public String toString() {
        return "Credential[concealed]";
    }
}
