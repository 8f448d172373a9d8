"""The promises: number, name, bound, and the check that measures each. `Docs/Promises.md` is written from this table."""
from dataclasses import dataclass
from typing import Callable, Optional

from . import endurance, fairness, suites, walls


@dataclass(frozen=True)
class Promise:
    """One promise. A check returns whether it held (None: it cannot run here) and its figure; without a check it is not built yet."""

    number: str
    name: str
    bound: str
    check: Optional[Callable] = None
    quick: bool = True  # takes less than a minute: part of every run of CI
    missing: str = ""  # what is not built yet


def later(number, name, bound, missing):
    """A promise about a part that does not exist yet."""
    return Promise(number, name, bound, missing=missing)


# 1 to 34 are the figures of the design; those from 35 on came with later attacks.
PROMISES = [
    Promise("1", "escape-scripts", "every script held", suites.tests("EscapeTests")),
    Promise("2", "stopped-handlers", "≤ 50 ms after the limit, next answer ≤ 10 ms", walls.stopped_handlers),
    Promise("3", "watchdog-cost", "≤ 2 % of processor time", walls.watchdog_cost),
    Promise("4", "lua-memory", "never over the limit + 1 MiB; back to base + 10 %", suites.tests("LimitTests")),
    Promise("5", "failing-allocations", "clear error at every nth, 0 crashes", suites.tests("AllocationFailureTests")),
    Promise("6", "lua-stack", "deep scripts pass with 1 MiB of stack, debug build", suites.tests("EscapeTests|SandboxTests")),
    Promise("7", "fuzz-requests", "10,000,000 inputs, 0 crashes", suites.script("scripts/fuzz", "request"), quick=False),
    Promise("8", "fuzz-readers", "each target for 60 s, 0 crashes", suites.script("scripts/fuzz", "--ci"), quick=False),
    later("9", "admin-schema", "0 answers outside the schema", "the OpenAPI document of the admin API"),
    Promise("10", "smuggling", "every ambiguous message refused", suites.tests("RequestCorpusTests")),
    Promise("11", "slow-clients", "1,500 closed in ≤ 15 s, others served", endurance.slow),
    Promise("12", "idle-connections", "10,000 in ≤ 120 MB", endurance.idle),
    Promise("13", "pipelining-without-reading", "≤ 10 MB", endurance.pipelined),
    Promise("14", "descriptor-limit", "≤ 5 % of a processor, room used in ≤ 1 s", endurance.full),
    later("15", "http2-floods", "p99 of others ≤ 2 ×, +32 MiB", "HTTP/2"),
    Promise("16", "bombs", "refused in ≤ 1 s and 32 MiB", suites.tests("YAML|Bomb|JSONReader")),
    Promise("17", "traversal", "0 bytes from outside", suites.tests("ProjectFile|Opener|TraversalTests|FolderReaderTests")),
    Promise("18", "requests-to-private-addresses", "80 spellings, 0 connections", suites.tests("OutgoingGuardTests|NetworkRulesTests")),
    Promise("19", "browser-attacks", "0 reads, 0 writes", suites.tests("AdminGateTests")),
    later("20", "dashboard-scripts", "0 executions of 300 payloads", "the dashboard"),
    Promise("21", "secrets", "0 of the seeded secrets found", suites.tests("Redact|Mask")),
    later("22", "kill-9", "0 acknowledged writes lost", "state on disk"),
    later("23", "failing-disk", "no crash, no wrong data", "state on disk"),
    later("24", "linearizable-state", "1,000 histories", "the checker of histories"),
    Promise("25", "soak", "1,000,000 calls, ≤ 20 MB", endurance.calls, quick=False),
    Promise("26", "stopping", "2,000 requests in flight answered whole", endurance.stopping, quick=False),
    Promise("27", "edits-under-load", "1,000 edits, 0 failed, 0 mixed", endurance.edits, quick=False),
    later("28", "record-and-replay", "10,000 exchanges byte-equal", "recording"),
    Promise("29", "upstream-failures", "right status within the deadline", suites.tests("OutgoingFaultTests")),
    Promise("30", "repeatable-sessions", "same seed, same bytes", suites.tests("RepeatabilityTests")),
    Promise("31", "sanitizers", "0 reports under ThreadSanitizer", suites.sanitized("test-tsan"), quick=False),
    Promise("31a", "address-sanitizer", "0 reports under AddressSanitizer", suites.sanitized("test-asan"), quick=False),
    later("32", "overload", "p99 ≤ 5 ×, the rest 503", "shedding of load"),
    Promise("33", "branch-coverage", "≥ 95 % of parser, path check, gate, wall", suites.branch_coverage, quick=False),
    Promise("34", "package-versions", "no known advisory", suites.package_versions),
    Promise("35", "arguments-of-the-wall", "1,000,000 programs, 0 reports", suites.script("scripts/fuzz", "lua"), quick=False),
    Promise("36", "recursion-with-pcall", "8 of 8 end at the limit", walls.recursion_with_pcall),
    Promise("37", "large-operations", "≤ 150 ms of processor under 100 ms", walls.large_operations),
    Promise("38", "memory-of-a-session", "≤ 160 MB under limits.memory of 64 MB", walls.memory_of_a_session),
    Promise("39", "large-body-then-others", "20 of 20 answered", walls.large_body_then_others),
    Promise("40", "log-lines-in-the-journal", "≤ 130 MB after 400 MB", walls.log_lines_in_the_journal),
    Promise("41", "limit-of-time", "500 within limits.time + 1 s", walls.limit_of_time),
    Promise("42", "admin-answers", "≤ 2 × what was sent", walls.admin_answers),
    Promise("43", "linear-readers", "twice the input, ≤ 2.3 × the time", walls.linear_readers),
    Promise("44", "bare-image", "libc, libm and the loader suffice", walls.bare_image),
    Promise("45", "signal-with-streams", "ended in ≤ 1 s", walls.signal_with_streams),
    Promise("46", "endless-handler-and-signal", "ended in ≤ 13 s", walls.endless_handler_and_signal),
    Promise("47", "fair-to-sleeps", "health p99 ≤ 50 ms", fairness.sleeps_of_no_time),
    Promise("48", "fair-to-timers", "health p99 ≤ 50 ms", fairness.endless_timers),
    Promise("49", "fair-to-webhooks", "health p99 ≤ 50 ms, descriptors bounded", fairness.webhooks_to_oneself),
    Promise("50", "fair-to-streams", "health p99 ≤ 50 ms", fairness.many_streams),
    Promise("51", "fair-to-saves", "health p99 ≤ 50 ms, routes ≤ 500 ms", fairness.busy_saves),
    Promise("52", "half-bodies", "≤ 400 MB for 1,000 MB sent", fairness.half_bodies),
    Promise("53", "admin-at-the-cap", "health answers, ≤ 5 % of a processor", fairness.admin_at_the_cap),
]
