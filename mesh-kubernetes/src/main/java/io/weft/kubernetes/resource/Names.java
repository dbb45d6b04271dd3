package io.weft.kubernetes.resource;

import java.util.regex.Pattern;

/** The forms names may have. */
final class Names {
    private static final String LABEL_TEXT = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern LABEL = Pattern.compile(LABEL_TEXT);
    private static final Pattern SUBDOMAIN = Pattern.compile("(?=.{1,253}$)" + LABEL_TEXT + "(\\." + LABEL_TEXT + ")*");
    private static final Pattern SERVICE = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    /** Not a number in base 16, 8 or 2: YAML may mean one where we would read a name. */
    private static final Pattern PORT =
            Pattern.compile("(?!0[xob][0-9a-f]+$)(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*");

    private Names() {}

    /** A DNS label: namespaces, ServiceAccounts in identities. */
    static String label(Field field) {
        return field.string(LABEL, "a DNS label is required: 1 to 63 of a-z, 0-9 and '-', alphanumeric at both ends");
    }

    /** DNS labels joined by dots: most objects. */
    static String subdomain(Field field) {
        return field.string(SUBDOMAIN, "DNS labels joined by dots are required: at most 253 of a-z, 0-9, '-' and '.'");
    }

    static String service(Field field) {
        return field.string(
                SERVICE, "a Service's name is required: 1 to 63 of a-z, 0-9 and '-', beginning with a letter");
    }

    /** The name of a port. */
    static String port(Field field) {
        return field.string(
                PORT, "a port's name is required: 1 to 15 of a-z, 0-9 and single '-', with a letter among them");
    }

    static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }

    static boolean isPort(String text) {
        return PORT.matcher(text).matches();
    }
}
