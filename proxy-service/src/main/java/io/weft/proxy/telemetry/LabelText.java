package io.weft.proxy.telemetry;

/** How label values are written. Pure. */
final class LabelText {
    private LabelText() {}

    /** Whether both blocks write the value as it is. */
    static boolean isClean(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** With the three escapes of OpenMetrics. */
    static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }

    /** Without whatever could end the value or the line. */
    static String harmless(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            String one = String.valueOf(value.charAt(i));
            text.append(isClean(one) ? one : "_");
        }
        return text.toString();
    }
}
