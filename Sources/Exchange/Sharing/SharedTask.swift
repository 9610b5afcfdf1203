// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// Work that costs one library too much and that several divide among them.
struct SharedTask: Sendable {
    enum State: String, CaseIterable, Sendable, ColumnValue {
        /// No part is taken yet.
        case open
        case running
        case finished
        case withdrawn
    }

    /// What its library wrote.
    struct Content: Sendable, Equatable {
        var title: String
        var words: String
        var topic: Topic
    }

    let id: ID<SharedTask>
    let library: OrganisationID
    /// `nil` when the person is forgotten.
    let author: PersonID?
    let content: Content
    let state: State
    let finishedAt: Instant?
    /// What the library says at the end.
    let conclusion: String?
    let hiding: Hiding?
    let createdAt: Instant
    /// In the order in which they were added.
    var parts: [TaskPart]

    var reference: ItemReference { Self.item(id) }

    static let itemKind = "shared_task"
    static func item(_ id: ID<SharedTask>) -> ItemReference { ItemReference(kind: itemKind, id: id.value) }
}

/// A piece of a task that one library can do on its own.
struct TaskPart: Sendable {
    struct Content: Sendable, Equatable {
        var title: String
        /// What there is when it is done.
        var deliverable: String
        var estimate: Hours
        var dueDay: Day
    }

    /// Who has it.
    struct Holder: Sendable, Equatable {
        let library: OrganisationID
        /// `nil` when the person is forgotten.
        let person: PersonID?
        let since: Instant
    }

    /// What its holder has brought.
    struct Outcome: Sendable, Equatable {
        var spent: Hours
        var notes: String?
        var result: String?
        var link: Link?
        var file: AttachedFile?
    }

    let id: ID<TaskPart>
    let task: ID<SharedTask>
    let content: Content
    let holder: Holder?
    let outcome: Outcome?

    var isFree: Bool { holder == nil }
}
