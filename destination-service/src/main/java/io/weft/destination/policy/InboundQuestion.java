package io.weft.destination.policy;

import io.weft.destination.answers.WorkloadId;

/** A port of a workload. */
public record InboundQuestion(WorkloadId workload, int port) {}
