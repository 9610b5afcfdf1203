// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

/// All statements on materials.
struct MaterialStore: Sendable {
    static let mostOfOne = 40

    func materials(of measure: MeasureID, on connection: any Connection) throws -> [Material] {
        try connection.all(
            """
            SELECT id, measure_id, name, url, file_hash, file_name, media_type, size, licence, credit, alt_text
            FROM measure_material WHERE measure_id = \(measure) ORDER BY id LIMIT \(Self.mostOfOne)
            """, Material.init
        ).compactMap(\.self)
    }

    @discardableResult
    func add(
        _ name: String, _ place: Material.Place, licence: Licence, credit: String?, altText: String?,
        to measure: MeasureID, on connection: any Connection
    ) throws -> Material {
        var (url, file): (String?, AttachedFile?)
        switch place {
        case .link(let link): url = link.value
        case .file(let attached): file = attached
        }
        let id: ID<Material.Mark> = try connection.insert(
            """
            INSERT INTO measure_material (measure_id, name, url, file_hash, file_name, media_type, size, licence, credit,
                alt_text)
            VALUES (\(measure), \(name), \(url), \(file?.stored.hash), \(file?.name.text), \(file?.stored.mediaType),
                \(file?.stored.byteCount), \(licence), \(credit), \(altText))
            RETURNING id
            """)
        return Material(
            id: id, measure: measure, name: name, place: place, licence: licence, credit: credit, altText: altText)
    }

    /// The measures that give a file under that name.
    func measures(
        with file: FileHash, named name: FileName, on connection: any Connection
    ) throws -> [MeasureID] {
        try connection.all(
            """
            SELECT DISTINCT measure_id FROM measure_material WHERE file_hash = \(file) AND file_name = \(name.text)
            ORDER BY measure_id
            """
        ) { try $0["measure_id"] }
    }

    /// Which of the files some measure gives.
    func used(among files: [FileHash], on connection: any Connection) throws -> Set<FileHash> {
        Set(
            try connection.all(
                "SELECT DISTINCT file_hash FROM measure_material WHERE file_hash IN (\(list: files))"
            ) { row -> FileHash in try row["file_hash"] })
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
            let stored = StoredFile(
                hash: try row["file_hash"], byteCount: try row["size"], mediaType: try row["media_type"])
            place = .file(AttachedFile(stored, name: FileName(try row["file_name"])))
        }
        self.init(
            id: try row["id"], measure: try row["measure_id"], name: try row["name"], place: place,
            licence: try row["licence"], credit: try row["credit"], altText: try row["alt_text"])
    }
}
