package io.weft.kubernetes.resource;

/** Statuses of HTTP from {@code start} to {@code end}, both included, within 100 to 599. */
public record StatusRange(int start, int end) {}
