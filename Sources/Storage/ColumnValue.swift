// SPDX-License-Identifier: EUPL-1.2

package import Kernel

package import struct Foundation.Data

/// A value as it travels to and from a database; a missing one knows its type too.
package enum ColumnData: Hashable, Sendable {
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob(Data)
    case null(ColumnType)
}

/// The types that both engines have.
package enum ColumnType: Sendable { case integer, real, text, blob }

/// A Swift type that can stand in a column.
package protocol ColumnValue {
    static var columnType: ColumnType { get }
    var columnData: ColumnData { get }
    /// `nil` when the data are not of this type, NULL included: only an `Optional` reads NULL.
    init?(columnData: ColumnData)
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
    package static var columnType: ColumnType { Wrapped.columnType }
    package var columnData: ColumnData { self?.columnData ?? .null(Wrapped.columnType) }
    package init?(columnData: ColumnData) {
        if case .null = columnData {
            self = .none
        } else if let wrapped = Wrapped(columnData: columnData) {
            self = wrapped
        } else {
            return nil
        }
    }
}

extension Int64: ColumnValue {
    package static var columnType: ColumnType { .integer }
    package var columnData: ColumnData { .integer(self) }
    package init?(columnData: ColumnData) {
        guard case .integer(let value) = columnData else { return nil }
        self = value
    }
}

extension Int: ColumnValue {
    package static var columnType: ColumnType { .integer }
    package var columnData: ColumnData { .integer(Int64(self)) }
    package init?(columnData: ColumnData) {
        guard case .integer(let value) = columnData else { return nil }
        self.init(exactly: value)
    }
}

/// Stored as 0 or 1 and compared as `= 1`.
extension Bool: ColumnValue {
    package static var columnType: ColumnType { .integer }
    package var columnData: ColumnData { .integer(self ? 1 : 0) }
    package init?(columnData: ColumnData) {
        guard case .integer(let value) = columnData, value == 0 || value == 1 else { return nil }
        self = value == 1
    }
}

extension Double: ColumnValue {
    package static var columnType: ColumnType { .real }
    package var columnData: ColumnData { .real(self) }
    package init?(columnData: ColumnData) {
        switch columnData {
        case .real(let value): self = value
        case .integer(let value): self = Double(value)
        default: return nil
        }
    }
}

extension String: ColumnValue {
    package static var columnType: ColumnType { .text }
    package var columnData: ColumnData { .text(self) }
    package init?(columnData: ColumnData) {
        guard case .text(let value) = columnData else { return nil }
        self = value
    }
}

extension Data: ColumnValue {
    package static var columnType: ColumnType { .blob }
    package var columnData: ColumnData { .blob(self) }
    package init?(columnData: ColumnData) {
        guard case .blob(let value) = columnData else { return nil }
        self = value
    }
}

extension Instant: ColumnValue {
    package static var columnType: ColumnType { .integer }
    package var columnData: ColumnData { .integer(seconds) }
    package init?(columnData: ColumnData) {
        guard case .integer(let value) = columnData else { return nil }
        self.init(seconds: value)
    }
}

/// Stored in whole seconds.
extension Span: ColumnValue {
    package static var columnType: ColumnType { .integer }
    package var columnData: ColumnData { .integer(seconds) }
    package init?(columnData: ColumnData) {
        guard case .integer(let value) = columnData else { return nil }
        self = .seconds(value)
    }
}

/// Stored as minutes since midnight.
extension TimeOfDay: ColumnValue {
    package static var columnType: ColumnType { .integer }
    package var columnData: ColumnData { .integer(Int64(minutes)) }
    package init?(columnData: ColumnData) {
        guard case .integer(let value) = columnData else { return nil }
        self.init(minutes: Int(value))
    }
}

extension ID: ColumnValue {
    package static var columnType: ColumnType { .integer }
    package var columnData: ColumnData { .integer(value) }
    package init?(columnData: ColumnData) {
        guard case .integer(let value) = columnData else { return nil }
        self.init(value)
    }
}

/// Stored as its tag.
extension Language: ColumnValue {}

/// Enumerations with a raw text are stored as that text.
extension ColumnValue where Self: RawRepresentable, RawValue == String {
    package static var columnType: ColumnType { .text }
    package var columnData: ColumnData { .text(rawValue) }
    package init?(columnData: ColumnData) {
        guard case .text(let value) = columnData else { return nil }
        self.init(rawValue: value)
    }
}
