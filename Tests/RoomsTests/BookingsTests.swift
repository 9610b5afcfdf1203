// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Rooms

@Suite("Bookings")
struct BookingsTests {
    @Test("A guest's booking holds its time, with buffers, until it is confirmed", arguments: Engine.available)
    func holds(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine)
        let period = place.time(3, 14)
        let booking = try await place.book(period)
        #expect(booking.state == .unconfirmed)
        #expect(booking.expiresAt == RoomWithBookings.monday + .hours(24))
        let taken = try await place.taken(0)
        #expect(taken.map(\.period) == [Period(start: period.start - .minutes(15), end: period.end + .minutes(15))])
        #expect(taken.first?.title == nil)

        #expect(try await place.confirm(booking).state == .confirmed)
        let later = try await place.taken(1, now: RoomWithBookings.monday + .days(2))
        #expect(later.map(\.title) == ["Lesung"])
    }

    @Test("A hold never lasts past the lead time", arguments: Engine.available)
    func holdEndsBeforeLeadTime(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine)
        let booking = try await place.book(place.time(1, 10))
        #expect(booking.expiresAt == RoomWithBookings.monday + .hours(2))
    }

    @Test("Who comes second gets the time that is in the way", arguments: Engine.available)
    func conflict(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine)
        let first = place.time(3, 14)
        try await place.book(first)
        for other in [first, place.time(3, 15), place.time(3, 12), place.time(3, 16)] {
            let rejection = await rejection { try await place.book(other, by: "bela") }
            #expect(rejection?.kind == .conflict)
            #expect(rejection?.conflicts == [first])
        }
        try await place.book(Period(start: first.end + .minutes(30), end: first.end + .hours(2)), by: "bela")
    }

    @Test("Parts and the whole room exclude each other, parts do not", arguments: Engine.available)
    func parts(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine)
        let period = place.time(3, 14)
        try await place.book(period, parts: [0])
        try await place.book(period, parts: [1], by: "bela")
        let whole = await rejection { try await place.book(period, by: "cem") }
        #expect(whole?.kind == .conflict)
        #expect(whole?.conflicts == [period])
    }

    @Test("One address has one unconfirmed booking at a time", arguments: Engine.available)
    func oneUnconfirmed(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine)
        let first = try await place.book(place.time(3, 10))
        #expect(await rejection { try await place.book(place.time(4, 10)) }?.kind == .conflict)
        #expect(try await place.taken(0).count == 1)
        _ = try await place.confirm(first)
        try await place.book(place.time(4, 10))
    }

    @Test("A hold that ran out gives the time to the next", arguments: Engine.available)
    func expiredHold(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine)
        let first = try await place.book(place.time(5, 14))
        let later = RoomWithBookings.monday + .hours(25)
        let second = try await place.book(place.time(5, 14), by: "bela", now: later)
        #expect(try await place.state(of: first) == .expired)
        let late = await rejection { _ = try await place.confirm(first, now: later) }
        #expect(late?.kind == .conflict)
        #expect(late?.conflicts == [place.time(5, 14)])
        #expect(try await place.confirm(second, now: later).state == .confirmed)
    }

    @Test("A late confirmation still counts when nobody else took the time", arguments: Engine.available)
    func lateConfirmation(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine)
        let booking = try await place.book(place.time(5, 14))
        let later = RoomWithBookings.monday + .hours(30)
        #expect(try await place.confirm(booking, now: later).state == .confirmed)
        #expect(try await place.taken(0, now: later + .days(1)).count == 1)
    }

    @Test("Confirming twice is refused and changes nothing", arguments: Engine.available)
    func confirmedTwice(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine)
        let booking = try await place.book(place.time(3, 14))
        _ = try await place.confirm(booking)
        #expect(await rejection { _ = try await place.confirm(booking) }?.kind == .conflict)
        #expect(try await place.state(of: booking) == .confirmed)
    }

    @Test("A cancelled booking frees its time at once", arguments: Engine.available)
    func cancellation(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine)
        let booking = try await place.confirm(try await place.book(place.time(3, 14)))
        #expect(try await place.cancel(booking).state == .cancelled)
        #expect(try await place.taken(0).isEmpty)
        try await place.book(place.time(3, 14), by: "bela")
        #expect(await rejection { _ = try await place.cancel(booking) }?.kind == .conflict)
    }

    @Test("With approval, confirming requests and staff decide once", arguments: Engine.available)
    func approval(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine, needsApproval: true)
        let booking = try await place.confirm(try await place.book(place.time(3, 14)))
        #expect(booking.state == .requested)
        #expect(try await place.taken(0, now: RoomWithBookings.monday + .days(2)).count == 1)
        #expect(try await place.approve(booking).state == .confirmed)
        let again = await rejection { _ = try await place.approve(booking) }
        #expect(again?.kind == .conflict)
        #expect(again?.conflicts == [place.time(3, 14)])
    }

    @Test("A booking moves as a whole or not at all", arguments: Engine.available)
    func move(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine)
        let booking = try await place.confirm(try await place.book(place.time(3, 14)))
        try await place.bookAsStaff(place.time(4, 14))
        let refused = await rejection { _ = try await place.move(booking, to: place.time(4, 15)) }
        #expect(refused?.conflicts == [place.time(4, 14)])
        #expect(try await place.taken(0).count == 2)

        let moved = try await place.move(booking, to: place.time(3, 15))
        #expect(moved.period == place.time(3, 15))
        #expect(moved.sequence > booking.sequence)
    }

    @Test("Shortening keeps a confirmed booking confirmed; moving it asks again", arguments: Engine.available)
    func moveWithApproval(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine, needsApproval: true)
        let request = try await place.confirm(try await place.book(place.time(3, 14)))
        let booking = try await place.approve(request)
        let shorter = try await place.move(booking, to: place.time(3, 14, hours: 1))
        #expect(shorter.state == .confirmed)
        #expect(try await place.move(shorter, to: place.time(4, 14)).state == .requested)
    }

    @Test("A closure takes what is free at once, and the rest when its booking goes", arguments: Engine.available)
    func closure(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine)
        let booking = try await place.bookAsStaff(place.time(3, 14), parts: [0])
        let day = Period(start: place.time(3, 8).start, end: place.time(3, 22).start)
        let closure = try await place.database.write { connection in
            try place.closures.add(
                room: nil, of: HouseID(1), period: day, reason: LocalizedText([.german: "Putztag"]), on: connection)
        }
        #expect(try await place.taken(0).map(\.cause) == [.closure, .booking, .closure])
        #expect(try await place.taken(1).map(\.period) == [day])
        #expect(await rejection { try await place.bookAsStaff(place.time(3, 18)) }?.kind == .conflict)

        _ = try await place.cancel(booking)
        let rest = try await place.taken(0)
        #expect(rest.map(\.cause) == [.closure, .closure, .closure])
        #expect(zip(rest, rest.dropFirst()).allSatisfy { $0.period.end == $1.period.start })

        let removed = try await place.database.write { try place.closures.remove(closure, of: HouseID(1), on: $0) }
        #expect(removed)
        #expect(try await place.taken(0).isEmpty)
    }

    @Test("What began before a window is seen in it, however long ago", arguments: Engine.available)
    func reachesIn(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine)
        try await place.bookAsStaff(place.time(2, 14))
        let closed = Period(start: place.time(10, 0).start, end: place.time(60, 0).start)
        _ = try await place.database.write { connection in
            try place.closures.add(
                room: nil, of: HouseID(1), period: closed, reason: LocalizedText([.german: "Umbau"]), on: connection)
        }
        let late = place.time(2, 15, hours: 1)
        #expect(try await place.taken(0, in: late).map(\.cause) == [.booking])
        #expect(try await place.taken(0, in: place.time(55, 10)).map(\.period) == [closed])
        #expect(try await place.taken(0, in: place.time(5, 10)).isEmpty)
        #expect(try await place.taken(0, in: place.time(60, 0)).isEmpty)
    }

    @Test("Of sixteen rivals for one time exactly one wins", arguments: Engine.available)
    func rivals(engine: Engine) async throws {
        let place = try await RoomWithBookings(engine)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for rival in 0..<16 {
                group.addTask {
                    let parts = [[], [0], [1], [0, 1]][rival % 4]
                    let start = place.time(3, 14).start + .minutes(Int64(rival % 3) * 30)
                    let period = Period(start: start, end: start + .hours(2))
                    do {
                        try await place.book(period, parts: parts, by: "gast\(rival)")
                        return true
                    } catch let rejection as Rejection {
                        #expect(rejection.kind == .conflict)
                        #expect(!rejection.conflicts.isEmpty)
                        return false
                    } catch {
                        Issue.record(error)
                        return false
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let winners = outcomes.count { $0 }
        #expect((1...2).contains(winners))
        for part in 0...1 {
            let taken = try await place.taken(part)
            #expect(zip(taken, taken.dropFirst()).allSatisfy { $0.period.end <= $1.period.start })
        }
    }
}
