// SPDX-License-Identifier: EUPL-1.2

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Waiting for bytes without asking libpq.
enum PostgresSocket {
    /// Whether bytes, or the end, have arrived.
    static func isReadable(_ socket: Int32) -> Bool { !readable(of: [socket], withinMilliseconds: 0).isEmpty }

    /// Waits until bytes, or the end, arrive at one of the descriptors. Empty after the time; without one, waits on.
    static func readable(of descriptors: [Int32], withinMilliseconds limit: Int32?) -> [Int32] {
        var polls = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&polls, nfds_t(polls.count), limit ?? -1) > 0 else { return [] }
        return polls.filter { $0.revents != 0 }.map(\.fd)
    }
}
