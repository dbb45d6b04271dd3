package io.weft.core;

/**
 * Names the object a policy, route or authorization comes from, for metrics and logs.
 *
 * @param group API group; {@code core} for core objects, empty for defaults
 * @param kind object kind, or {@code default} for a setting no object stands behind
 * @param namespace may be empty
 * @param name object name, or the name of the default
 * @param section listener or section, may be empty
 * @param port 0 when the reference names no port
 * @see "wire-api, 2: meta"
 */
public record ResourceRef(String group, String kind, String namespace, String name, String section, int port) {
    /** Kind of a reference to an implicit configuration. */
    public static final String DEFAULT_KIND = "default";

    public static ResourceRef ofDefault(String name) {
        return new ResourceRef("", DEFAULT_KIND, "", name, "", 0);
    }

    public static ResourceRef of(String group, String kind, String namespace, String name) {
        return new ResourceRef(group, kind, namespace, name, "", 0);
    }

    public ResourceRef withPort(int newPort) {
        return new ResourceRef(group, kind, namespace, name, section, newPort);
    }

    public boolean isDefault() {
        return kind.equals(DEFAULT_KIND);
    }
}
