package io.weft.proxy.admin;

/** Refuses the filter {@code nonsense}. */
final class FixedLog implements LogLevel {
    private final boolean absent;
    private String filter;

    FixedLog(String filter) {
        this.filter = filter;
        this.absent = filter.equals("off");
    }

    @Override
    public String filter() {
        return filter;
    }

    @Override
    public boolean absent() {
        return absent;
    }

    @Override
    public void filter(String changed) {
        if (changed.equals("nonsense")) {
            throw new IllegalArgumentException("not a level: nonsense");
        }
        filter = changed;
    }
}
