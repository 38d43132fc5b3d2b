/* SPDX-License-Identifier: MIT */
/* A tree that is made while its input streams, and whose contents are kept elsewhere. */

#include "message/load_priv.h"

#include "base/alloc.h"
#include "base/touch.h"

#include <string.h>

struct tnefi_message_tree {
    tnef_allocator alloc;
    tnef_reader *reader;
    struct tnefi_message_loader loader;
    uint64_t max_memory;
    tnef_charset_hook charsets; /* its size is 0: iconv                                       */
    tnef_message *root;
    tnef_status status; /* of the end                                                 */
    int ended;
};

size_t tnefi_message_tree_size(const tnef_reader_config *cfg)
{
    size_t size = tnef_reader_size(cfg);

    return size > 0 ? size + sizeof(struct tnefi_message_tree) : 0;
}

/* Makes the loader as new. */
static void start(struct tnefi_message_tree *tree, tnefi_message_keep_fn keep, void *user)
{
    memset(&tree->loader, 0, sizeof tree->loader);
    TNEFI_TOUCH(sizeof tree->loader);
    tnefi_message_pool_init(&tree->loader.pool, &tree->alloc, tree->max_memory);
    tnefi_message_pool_grow(&tree->loader.pool);
    tree->loader.keep = keep;
    tree->loader.keep_user = user;
    tree->loader.charsets = tree->charsets.size != 0 ? &tree->charsets : NULL;
    tree->root = NULL;
    tree->ended = 0;
    tree->status = TNEF_OK;
}

tnef_status tnefi_message_tree_new(struct tnefi_message_tree **out, const tnef_reader_config *cfg,
                                   uint64_t max_memory, tnefi_message_keep_fn keep, void *user,
                                   const tnef_allocator *alloc)
{
    struct tnefi_message_tree *tree;
    tnef_reader_config own = *cfg;
    tnef_allocator a;
    tnef_status status;
    void *mem;

    *out = NULL;
    status = tnefi_base_take_memory(&mem, &a, alloc, sizeof *tree);
    if (status != TNEF_OK)
        return status;
    tree = mem;
    memset(tree, 0, sizeof *tree);
    TNEFI_TOUCH(sizeof *tree);
    tree->alloc = a;
    tree->max_memory = max_memory;
    if (cfg->charsets != NULL)
        tree->charsets = *cfg->charsets;
    start(tree, keep, user);
    own.handlers = &tnefi_message_load_handlers;
    own.user = &tree->loader;
    status = tnef_reader_new(&tree->reader, &own, &a);
    if (status == TNEF_OK)
        *out = tree;
    else
        tnefi_base_return_memory(&a, tree, sizeof *tree);
    return status;
}

/* A complete tree has its pool in its own memory. */
static void drop(struct tnefi_message_tree *tree)
{
    if (tree->root != NULL)
        tnef_message_free(tree->root);
    else if (!tree->ended)
        tnefi_message_load_discard(&tree->loader);
    tree->root = NULL;
}

void tnefi_message_tree_free(struct tnefi_message_tree *tree)
{
    tnef_allocator a;

    if (tree == NULL)
        return;
    tnef_reader_free(tree->reader);
    drop(tree);
    a = tree->alloc;
    tnefi_base_return_memory(&a, tree, sizeof *tree);
}

void tnefi_message_tree_reset(struct tnefi_message_tree *tree)
{
    const tnefi_message_keep_fn keep = tree->loader.keep;
    void *const user = tree->loader.keep_user;

    (void)tnef_reader_reset(tree->reader);
    drop(tree);
    start(tree, keep, user);
}

tnef_status tnefi_message_tree_feed(struct tnefi_message_tree *tree, const void *buf, size_t len)
{
    tnef_status status = tnef_reader_feed(tree->reader, buf, len, NULL);

    return tree->loader.pool.failed ? TNEF_E_MEMORY : status;
}

tnef_status tnefi_message_tree_finish(struct tnefi_message_tree *tree)
{
    tnef_status status;

    if (tree->ended)
        return tree->status;
    status = tnef_reader_finish(tree->reader);
    if (tree->loader.pool.failed)
        status = TNEF_E_MEMORY;
    tree->status = tnefi_message_load_finish(&tree->loader, tree->reader, status, &tree->root);
    tree->ended = 1;
    return tree->status;
}

const tnef_message *tnefi_message_tree_root(const struct tnefi_message_tree *tree)
{
    return tree->root;
}

const tnef_reader *tnefi_message_tree_reader(const struct tnefi_message_tree *tree)
{
    return tree->reader;
}

uint64_t tnefi_message_body_at(const tnef_body *body)
{
    return ((const struct body_node *)(const void *)body)->at;
}

uint64_t tnefi_message_content_at(const tnef_stored *content)
{
    return ((const struct content_node *)(const void *)content)->at;
}
