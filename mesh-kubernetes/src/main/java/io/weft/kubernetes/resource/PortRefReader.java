package io.weft.kubernetes.resource;

/** Reads ports that may be given by number or by name. */
final class PortRefReader {
    private PortRefReader() {}

    static PortRef read(Field field) {
        if (field.isPortNumber()) {
            return new PortRef.Numbered(field.portNumber());
        }
        field.require(
                field.json().isString() && Names.isPort(field.string()),
                "a number from 1 to 65535, or a port's name (1 to 15 of a-z, 0-9 and single '-', with a letter among"
                        + " them), is allowed");
        return new PortRef.Named(field.string());
    }
}
