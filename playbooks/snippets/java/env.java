// @file Credential.java
// @note Java 17 or later. Put the record into a package of yours.
/** The __title__, read from environment variables. */
public record Credential(
    // each part, comma between
    String __part__,
    // or optional
    /* may be null */ String __part__,
    // end
) {
    public static Credential read() {
        return new Credential(
            // each part, comma between
            required("__variable__"),
            // or optional
            optional("__variable__"),
            // end
        );
    }

    // with optional
    private static String optional(String variable) {
        String value = System.getenv(variable);
        return value == null || value.isBlank() ? null : value;
    }

    // end
    private static String required(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("environment variable " + variable + " is not set or empty");
        }
        return value;
    }

    /** Keeps the values out of logs. */
    @Override
    public String toString() {
        return "Credential[concealed]";
    }
}
