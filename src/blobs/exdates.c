/* SPDX-License-Identifier: MIT */
/* The days that are left out of a series. The deleted dates are sorted in the caller's memory by a heap,
 * since that takes no other memory and is not slow for any order; those that were only modified are marked
 * by one minute, which no beginning of a day has, and taken out together with those that come twice. */

#include "blobs/priv.h"

#include "blobs/recur.h"

#define MARK 1u

/*@ P_TOTAL;
    assigns \nothing;
    ensures \result <= minutes && \result <= UINT32_MAX - MARK; */
static uint32_t day_of(uint32_t minutes)
{
    return minutes - minutes % TNEF_MINUTES_PER_DAY;
}

/* Lets the value at |at| sink to its place in a heap of |n|, whose greatest is the first. */
/*@ requires P_DAYS(days, n) && at < n;
    P_TOTAL;
    assigns days[0 .. n - 1]; */
static void sink(uint32_t *days, size_t n, size_t at)
{
    const uint32_t value = days[at];

    /*@ loop invariant at < n;
        loop assigns at, days[0 .. n - 1];
        loop variant n - at; */
    while (at < n / 2u) {
        size_t child = 2u * at + 1u;

        TNEFI_TOUCH(2);
        if (n - child > 1u && days[child] < days[child + 1u])
            child++;
        if (days[child] <= value)
            break;
        days[at] = days[child];
        at = child;
    }
    days[at] = value;
}

/*@ requires P_DAYS(days, n);
    P_TOTAL;
    assigns days[0 .. n - 1]; */
static void sort(uint32_t *days, size_t n)
{
    uint32_t greatest;

    /*@ loop invariant 0 <= i <= n / 2;
        loop assigns i, days[0 .. n - 1];
        loop variant i; */
    for (size_t i = n / 2u; i > 0; i--)
        sink(days, n, i - 1u);
    /*@ loop invariant 0 <= i <= n;
        loop assigns i, greatest, days[0 .. n - 1];
        loop variant i; */
    for (size_t i = n; i > 1u; i--) {
        TNEFI_TOUCH(1);
        greatest = days[0];
        days[0] = days[i - 1u];
        days[i - 1u] = greatest;
        sink(days, i - 1u, 0);
    }
}

/* Marks a day, the first of those that are the same. A day that was marked stays in its place, and so does
 * the order of all days. */
/*@ requires P_DAYS(days, n) && day <= UINT32_MAX - MARK;
    P_TOTAL;
    assigns days[0 .. n - 1]; */
static void mark(uint32_t *days, size_t n, uint32_t day)
{
    size_t low = 0, high = n;

    /*@ loop invariant 0 <= low <= high <= n;
        loop assigns low, high;
        loop variant high - low; */
    while (low < high) {
        size_t mid = low + (high - low) / 2u;

        TNEFI_TOUCH(1);
        if (day_of(days[mid]) < day)
            low = mid + 1u;
        else
            high = mid;
    }
    if (low < n && days[low] == day)
        days[low] = day + MARK;
}

/* Leaves each day once, and none whose first one is marked. Returns how many are left. */
/*@ requires P_DAYS(days, n);
    P_TOTAL;
    assigns days[0 .. n - 1];
    ensures \result <= n; */
static size_t leave(uint32_t *days, size_t n)
{
    size_t kept = 0;
    uint32_t last = UINT32_MAX, day;

    /*@ loop invariant 0 <= kept <= i <= n;
        loop assigns i, kept, last, day, days[0 .. n - 1];
        loop variant n - i; */
    for (size_t i = 0; i < n; i++) {
        TNEFI_TOUCH(1);
        day = days[i];
        if (day_of(day) == last)
            continue;
        last = day_of(day);
        if (day == last)
            days[kept++] = day;
    }
    return kept;
}

/* Takes the deleted dates that are dates. */
/*@ requires P_RECUR(recur) && P_DAYS(days, recur->deleted_count);
    requires \separated(recur, days + (0 .. recur->deleted_count - 1));
    P_TOTAL;
    assigns days[0 .. recur->deleted_count - 1];
    ensures \result <= recur->deleted_count; */
static size_t collect(const tnef_recur *recur, uint32_t *days)
{
    const uint32_t count = recur->deleted_count;
    uint32_t minutes;
    size_t n = 0;

    /*@ loop invariant 0 <= n <= i <= count && P_RECUR(recur) && recur->deleted_count == count;
        loop assigns i, n, minutes, days[0 .. count - 1];
        loop variant count - i; */
    for (uint32_t i = 0; i < count; i++)
        if (tnef_recur_deleted(recur, i, &minutes))
            days[n++] = day_of(minutes);
    return n;
}

/*@ requires P_RECUR(recur) && P_DAYS(days, room) && \valid(count);
    requires \separated(recur, days + (0 .. room - 1), count);
    P_TOTAL;
    assigns days[0 .. room - 1], *count;
    ensures *count <= room; */
tnef_status tnef_recur_exdates(const tnef_recur *recur, uint32_t *days, size_t room, size_t *count)
{
    tnef_recur_cursor cursor = { 0, 0, 0, 0 };
    tnef_exception exception;
    size_t n;

    *count = 0;
    if (room < recur->deleted_count)
        return TNEF_E_LIMIT_VALUES;
    n = collect(recur, days);
    sort(days, n);
    /*@ loop invariant n <= recur->deleted_count;
        loop assigns cursor, exception, days[0 .. room - 1];
        loop variant UINT32_MAX - cursor.index; */
    while (tnef_recur_next(recur, &cursor, &exception))
        if ((exception.flags & TNEF_EXCEPTION_NO_DATE) == 0)
            mark(days, n, day_of(exception.original));
    *count = leave(days, n);
    return TNEF_OK;
}
