package io.weft.kubernetes.resource;

/**
 * A document's {@code apiVersion}, taken apart.
 *
 * @param group empty for core
 */
record ApiVersion(String group, String version) {
    static ApiVersion read(Field field) {
        String text = field.string();
        int slash = text.indexOf('/');
        return slash < 0
                ? new ApiVersion(Groups.CORE, text)
                : new ApiVersion(text.substring(0, slash), text.substring(slash + 1));
    }
}
