// SPDX-License-Identifier: EUPL-1.2

import struct Foundation.Data

/// A statement with its bindings, made by interpolation: a value put into it is bound, never spliced.
///
///     "SELECT title FROM booking WHERE room_id = \(room.id) AND state = \(BookingState.confirmed)"
///
/// What the engines spell differently enters as `\(ddl: .identity)` and is written out by the `Dialect`.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    enum Part: Sendable {
        case text(String)
        case value(ColumnData)
        case dialect(Dialect.Part)
    }

    let parts: [Part]

    package init(stringLiteral value: String) { parts = [.text(value)] }

    package init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }

    private init(parts: [Part]) { self.parts = parts }

    package static func + (left: SQL, right: SQL) -> SQL { SQL(parts: left.parts + right.parts) }

    /// The conditions connected by AND; no condition at all is true.
    package static func all(_ conditions: [SQL]) -> SQL {
        guard let first = conditions.first else { return "1 = 1" }
        return conditions.dropFirst().reduce("(\(first))") { "\($0) AND (\($1))" }
    }

    /// The pieces with commas between them: the rows behind `VALUES`.
    package static func list(_ pieces: [SQL]) -> SQL {
        var parts: [Part] = []
        for (index, piece) in pieces.enumerated() {
            if index > 0 { parts.append(.text(", ")) }
            parts += piece.parts
        }
        return SQL(parts: parts)
    }

    /// The statement's text with `$1`, `$2`, … (understood by both engines) and its bindings in that order.
    func rendered(for dialect: Dialect) -> (text: String, bindings: [ColumnData]) {
        if parts.count == 1, case .text(let text) = parts[0] { return (text, []) }
        var text = ""
        var bindings: [ColumnData] = []
        for part in parts {
            switch part {
            case .text(let more): text += more
            case .dialect(let part): text += dialect.text(of: part)
            case .value(let value):
                bindings.append(value)
                text += "$\(bindings.count)"
            }
        }
        return (text, bindings)
    }

    /// Collects text and bindings.
    package struct Interpolation: StringInterpolationProtocol {
        fileprivate(set) var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(interpolationCount * 2 + 1)
        }

        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.text(literal)) }
        }

        package mutating func appendInterpolation(_ value: some ColumnValue) {
            parts.append(.value(value.columnData))
        }

        package mutating func appendInterpolation<Value: ColumnValue>(_ value: Value?) {
            parts.append(.value(value.columnData))
        }

        package mutating func appendInterpolation(_ sql: SQL) { parts += sql.parts }

        /// The values of an `IN (…)` list; an empty list matches nothing.
        package mutating func appendInterpolation(list: [some ColumnValue]) {
            guard !list.isEmpty else { return parts.append(.text("NULL")) }
            for (index, value) in list.enumerated() {
                if index > 0 { parts.append(.text(", ")) }
                parts.append(.value(value.columnData))
            }
        }

        /// What the engines spell differently.
        package mutating func appendInterpolation(ddl part: Dialect.Part) { parts.append(.dialect(part)) }
    }
}
