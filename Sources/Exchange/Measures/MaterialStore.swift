// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// All statements on materials.
struct MaterialStore: Sendable {
    static let mostOfOne = 40

    func materials(of measure: MeasureID, on connection: any Connection) throws -> [Material] {
        try connection.all(
            """
            SELECT id, measure_id, name, url, file_hash, media_type, size, licence, credit, alt_text
            FROM measure_material WHERE measure_id = \(measure) ORDER BY id LIMIT \(Self.mostOfOne)
            """, Material.init
        ).compactMap(\.self)
    }

    func add(
        _ name: String, _ place: Material.Place, licence: Licence, credit: String?, altText: String?,
        to measure: MeasureID, on connection: any Connection
    ) throws {
        var (url, hash, type, size): (String?, String?, String?, Int?)
        switch place {
        case .link(let link): url = link.value
        case .file(let fileHash, let mediaType, let bytes): (hash, type, size) = (fileHash, mediaType, bytes)
        }
        try connection.execute(
            """
            INSERT INTO measure_material (measure_id, name, url, file_hash, media_type, size, licence, credit, alt_text)
            VALUES (\(measure), \(name), \(url), \(hash), \(type), \(size), \(licence), \(credit), \(altText))
            """)
    }

    func remove(_ id: ID<Material.Mark>, of measure: MeasureID, on connection: any Connection) throws -> Bool {
        try connection.execute("DELETE FROM measure_material WHERE measure_id = \(measure) AND id = \(id)") == 1
    }
}

extension Material {
    /// `nil` for an address that is no link any more.
    fileprivate init?(_ row: Row) throws {
        let place: Place
        if let url: String = try row["url"] {
            guard let link = Link(external: url) else { return nil }
            place = .link(link)
        } else {
            place = .file(hash: try row["file_hash"], mediaType: try row["media_type"], size: try row["size"])
        }
        self.init(
            id: try row["id"], measure: try row["measure_id"], name: try row["name"], place: place,
            licence: try row["licence"], credit: try row["credit"], altText: try row["alt_text"])
    }
}
