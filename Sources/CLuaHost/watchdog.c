/* One thread per process measures how much processor time each run has used.
 *
 * Only the running thread ever marks its own run as killed: the watchdog names the run by number and sends a signal, and the
 * handler compares the number. A signal can be lost between two steps of Lua, so it is repeated until the run ends: one at a time, after pauses
 * that grow. The handler walks all frames of a coroutine; signals at a fixed pace would leave a deep one no time to end.
 */
#define _GNU_SOURCE  // pthread_getattr_np

#include "internal.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include <work_limit.h>

enum {
    tick_nanoseconds = 5000000,
    longest_pause = 640000000,        // between two signals, in processor time of the thread
    quiet_ticks = 20,                 // how long the watchdog stays awake with nothing to watch
    smallest_stack = 1 << 20,
};

typedef struct slot {
    luahost *_Atomic host;
    _Atomic uint64_t run;             // number of the run on this thread
    _Atomic uint64_t doomed;          // number of the run that has used up its time
    _Atomic int64_t limit;
    atomic_bool signalled;            // a signal is on its way to the thread
    pthread_t thread;
    clockid_t clock;
    bool roomy;
    size_t stack_size;
    uint64_t seen;                    // the watchdog's own: run and time of the first look at it
    int64_t since;
    int64_t next_signal, pause;       // the watchdog's own: when it may signal again, in processor time of the thread
    struct slot *next;
} slot;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static slot *slots;
static atomic_bool asleep = true;
static bool started;
static _Thread_local slot *mine;

static int signal_number(void) { return SIGRTMIN + 7; }

static int64_t time_of(clockid_t clock) {
    struct timespec time;
    if (clock_gettime(clock, &time) != 0) return 0;
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void on_signal(int number) {
    (void)number;
    slot *slot = mine;
    if (slot == NULL) return;
    luahost *host = atomic_load(&slot->host);
    if (host != NULL && atomic_load(&slot->doomed) == atomic_load(&slot->run)) {
        work_limit_set(true);
        wall_kill(host, stop_cpu);
    }
    atomic_store(&slot->signalled, false);
}

static void send_signal(slot *slot, uint64_t run, int64_t now) {
    if (atomic_load(&slot->signalled) || now < slot->next_signal) return;
    atomic_store(&slot->doomed, run);
    atomic_store(&slot->signalled, true);
    if (pthread_kill(slot->thread, signal_number()) != 0) atomic_store(&slot->signalled, false);
    slot->next_signal = now + slot->pause;
    if (slot->pause < longest_pause) slot->pause *= 2;
}

/// Returns whether something runs on the thread of the slot.
static bool look(slot *slot) {
    if (atomic_load(&slot->host) == NULL) return false;
    uint64_t run = atomic_load(&slot->run);
    int64_t now = time_of(slot->clock);
    if (run != slot->seen) {
        slot->seen = run;
        slot->since = now;
        slot->next_signal = 0;
        slot->pause = tick_nanoseconds;
    } else if (now - slot->since >= atomic_load(&slot->limit)) send_signal(slot, run, now);
    return true;
}

static bool look_at_all(void) {
    bool busy = false;
    for (slot *slot = slots; slot != NULL; slot = slot->next) busy = look(slot) || busy;
    return busy;
}

static void *watch_forever(void *unused) {
    (void)unused;
    int quiet = 0;
    pthread_mutex_lock(&lock);
    while (true) {
        quiet = look_at_all() ? 0 : quiet + 1;
        if (quiet > quiet_ticks) {
            atomic_store(&asleep, true);
            while (!look_at_all()) pthread_cond_wait(&wake, &lock);
            atomic_store(&asleep, false);
            quiet = 0;
        }
        pthread_mutex_unlock(&lock);
        nanosleep(&(struct timespec){.tv_nsec = tick_nanoseconds}, NULL);
        pthread_mutex_lock(&lock);
    }
    return NULL;
}

static void forget(void *dying) {
    pthread_mutex_lock(&lock);
    slot **link = &slots;
    while (*link != dying) link = &(*link)->next;
    *link = (*link)->next;
    pthread_mutex_unlock(&lock);
    mine = NULL;
    free(dying);
}

/// Starts the thread of the watchdog, which takes no signal.
static bool start_thread(void) {
    sigset_t all, before;
    pthread_t thread;
    pthread_attr_t attributes;
    sigfillset(&all);
    if (pthread_attr_init(&attributes) != 0) return false;
    bool begun = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED) == 0
        && pthread_sigmask(SIG_SETMASK, &all, &before) == 0;
    if (begun) {
        begun = pthread_create(&thread, &attributes, watch_forever, NULL) == 0;
        pthread_sigmask(SIG_SETMASK, &before, NULL);
    }
    pthread_attr_destroy(&attributes);
    return begun;
}

static void start(void) {
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART | SA_ONSTACK};
    started = sigaction(signal_number(), &action, NULL) == 0 && pthread_key_create(&key, forget) == 0 && start_thread();
}

static size_t stack_size(void) {
    pthread_attr_t attributes;
    void *address;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
    if (pthread_attr_getstack(&attributes, &address, &size) != 0) size = 0;
    pthread_attr_destroy(&attributes);
    return size;
}

static bool admit_signal(void) {
    sigset_t ours;
    sigemptyset(&ours);
    sigaddset(&ours, signal_number());
    return pthread_sigmask(SIG_UNBLOCK, &ours, NULL) == 0;
}

/// Makes this thread known to the watchdog, the first time Lua runs on it. A thread whose time cannot be measured gets no slot.
static slot *claim(void) {
    slot *slot = calloc(1, sizeof *slot);
    if (slot == NULL) return NULL;
    slot->thread = pthread_self();
    slot->stack_size = stack_size();
    bool watched = pthread_getcpuclockid(slot->thread, &slot->clock) == 0 && admit_signal() && pthread_setspecific(key, slot) == 0;
    if (!watched) {
        free(slot);
        return NULL;
    }
    pthread_mutex_lock(&lock);
    slot->next = slots;
    slots = slot;
    pthread_mutex_unlock(&lock);
    return mine = slot;
}

static const char *reason_against(const slot *slot) {
    if (!started) return "the watchdog thread could not be started";
    if (slot == NULL) return "not enough memory, or the processor time of this thread cannot be measured";
    if (slot->stack_size < smallest_stack) return "the stack of this thread is smaller than 1 MiB, too small to run Lua";
    return NULL;
}

static void rouse(void) {
    pthread_mutex_lock(&lock);
    pthread_cond_signal(&wake);
    pthread_mutex_unlock(&lock);
}

bool wall_watch_begin(luahost *host, watch *watch, const char **refusal) {
    slot *slot = mine;
    if (slot == NULL) {
        if (pthread_once(&once, start) == 0 && started) slot = claim();
    }
    *refusal = reason_against(slot);
    if (*refusal != NULL) return false;
    watch->slot = slot;
    watch->outer = atomic_load_explicit(&slot->host, memory_order_relaxed);
    atomic_store_explicit(&slot->limit, host->cpu_nanoseconds, memory_order_relaxed);
    atomic_fetch_add_explicit(&slot->run, 1, memory_order_relaxed);
    atomic_store(&slot->host, host);
    if (atomic_load(&asleep)) rouse();
    return true;
}

/// A run inside a run (another host, from a callback) starts the clock of the outer one anew.
void wall_watch_end(watch *watch) {
    slot *slot = watch->slot;
    if (watch->outer != NULL) {
        atomic_store_explicit(&slot->limit, watch->outer->cpu_nanoseconds, memory_order_relaxed);
        atomic_fetch_add_explicit(&slot->run, 1, memory_order_relaxed);
    }
    atomic_store_explicit(&slot->host, watch->outer, memory_order_release);
    work_limit_set(false);
}
