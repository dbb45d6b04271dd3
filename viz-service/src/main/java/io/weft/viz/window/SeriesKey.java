package io.weft.viz.window;

/**
 * What tells a series from the others of its workload, in two parts: most series are buckets, and those of one histogram differ in
 * {@code le} alone. Two texts have the same key only if they are the same.
 *
 * @param stem name and labels as they were written, without the value of {@code le}
 * @param le empty if it is no bucket
 */
record SeriesKey(String stem, String le) {
    private static final String LABEL = "le=\"";

    /** Of a line up to its value. */
    static SeriesKey of(Family family, String series) {
        int label = family.isBuckets() ? label(series) : -1;
        int from = label + LABEL.length();
        int to = label < 0 ? -1 : series.indexOf('"', from);
        return to < 0
                ? new SeriesKey(series, "")
                : new SeriesKey(series.substring(0, from) + series.substring(to), series.substring(from, to));
    }

    /** Where {@code le} stands last; -1 if it does nowhere. */
    private static int label(String series) {
        int at = Math.max(series.lastIndexOf(',' + LABEL), series.lastIndexOf('{' + LABEL));
        return at < 0 ? -1 : at + 1;
    }
}
