package io.weft.destination.statuses;

import io.weft.destination.told.ToldObjects;
import java.util.stream.Stream;

/** What the statuses of one kind of objects should say. Pure. */
interface StatusJoin {
    /** Where a status does not say what it should, what it should say. */
    Stream<Report> differing(ToldObjects told, Remarks remarks);
}
