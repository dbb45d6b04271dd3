package io.weft.proxy.admin;

/** Refuses the filter {@code nonsense}. */
final class FixedLog implements LogLevel {
    private String filter;

    FixedLog(String filter) {
        this.filter = filter;
    }

    @Override
    public String filter() {
        return filter;
    }

    @Override
    public void filter(String changed) {
        if (changed.equals("nonsense")) {
            throw new IllegalArgumentException("not a level: nonsense");
        }
        filter = changed;
    }
}
