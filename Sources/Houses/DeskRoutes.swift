// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

/// The desk of a house, and of the platform.
///
/// | method | path                                                    | who                 |
/// |--------|---------------------------------------------------------|---------------------|
/// | GET    | /{house}/schreibtisch, /netzwerk/schreibtisch           | moderator and above |
/// | POST   | …/schreibtisch/barrieren/{report}/erledigung            | moderator and above |
/// | GET    | /plattform                                              | admin               |
/// | POST   | /plattform                                              | admin               |
/// | POST   | /plattform/barrieren/{report}/erledigung                | admin               |
struct DeskRoutes: Sendable {
    let database: any Database
    let ports: HousesPorts

    var all: [Route] {
        [
            .get("/{house}/schreibtisch", .role(.moderator), handler: desk),
            .post("/{house}/schreibtisch/barrieren/{report}/erledigung", .role(.moderator), handler: settle),
            .get("/netzwerk/schreibtisch", .role(.moderator), handler: desk),
            .post("/netzwerk/schreibtisch/barrieren/{report}/erledigung", .role(.moderator), handler: settle),
            .get("/plattform", .admin, handler: platform),
            .post("/plattform", .admin, handler: updatePlatform).taking(bytes: FurnishRoutes.textBytes),
            .post("/plattform/barrieren/{report}/erledigung", .admin, handler: settle),
        ]
    }

    private func desk(_ request: WebRequest) async throws -> WebResponse {
        let house = try request.requireHouse()
        let visitor = try request.requireVisitor()
        let (sections, notice) = try await database.read { connection in
            let own = try section(of: house, for: visitor, on: connection)
            return (
                try ports.desk(house, visitor, request.language, request.now, connection) + [own],
                try ports.deskNotice(house, visitor, request.query, connection)
            )
        }
        return .page(
            DeskPages.desk(
                notice, sections.filter { !$0.items.isEmpty }, tools: tools(of: house, for: visitor)))
    }

    private func tools(of house: HouseFrame, for visitor: Visitor) -> [DeskTool] {
        var tools = ports.tools(house, visitor)
        if visitor.has(.manager, in: house.id), !house.isNetwork {
            tools.append(DeskTool(title: TextUse(.furnishHouse), link: HousesLinks.furnish(house)))
        }
        if visitor.isAdmin {
            tools.append(DeskTool(title: TextUse(.platformDesk), link: HousesLinks.platform))
        }
        return tools
    }

    /// Reports of barriers on pages of the house, or of the platform.
    func section(of house: HouseFrame?, for visitor: Visitor, on connection: any Connection) throws -> DeskSection {
        let reports = try BarrierReportStore().open(of: house?.id, on: connection).map { report in
            (report: report, contact: try report.person.flatMap { try ports.people.contact($0, connection) })
        }
        return BarrierPages.desk(reports, of: house, for: visitor)
    }

    private func settle(_ request: WebRequest) async throws -> WebResponse {
        let id = try request.id("report", of: BarrierReportMark.self)
        let wasOpen = try await database.write { connection in
            try BarrierReportStore().settle(id, of: request.house?.id, now: request.now, on: connection)
        }
        guard wasOpen else { throw Rejection(.missing, .reportUnknown) }
        return .seeOther(request.house.map(HousesLinks.desk) ?? HousesLinks.platform)
    }

    private func platform(_ request: WebRequest) async throws -> WebResponse {
        let platform = try await database.read { try PlatformStore().platform(on: $0) }
        return try await platformPage(FormState(PlatformForm.values(of: platform)), request)
    }

    private func updatePlatform(_ request: WebRequest) async throws -> WebResponse {
        do {
            let platform = try PlatformForm.platform(from: try request.input())
            try await database.write { try PlatformStore().update(platform, on: $0) }
        } catch let rejection as Rejection {
            var response = try await platformPage(
                FormState(try request.form(), rejection: rejection), request)
            response.status = .unprocessableContent
            return response
        }
        return .seeOther(HousesLinks.saved(HousesLinks.platform))
    }

    private func platformPage(_ state: FormState, _ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireVisitor()
        let (reports, houses) = try await database.read { connection in
            let reports = try section(of: nil, for: visitor, on: connection)
            return (reports, try HouseStore().frames(on: connection))
        }
        return .page(
            DeskPages.platform(
                state, reports: reports, houses: houses, visitor: visitor, language: request.language,
                isSaved: request.query["gespeichert"] != nil))
    }
}
