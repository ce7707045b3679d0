<?php
// Installs WordPress, then prints its versions and the addresses of its pages as JSON.
// WORDPRESS_WANTED is {"theme": …, "pages": {"title": "what an administrator types"}}.
mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
$database = new mysqli(null, 'root', '', null, null, getenv('WORDPRESS_SOCKET'));
$database->query('CREATE DATABASE wordpress CHARACTER SET utf8mb4');

define('WP_INSTALLING', true);
require getenv('WORDPRESS_FOLDER') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

$told = json_decode(getenv('WORDPRESS_WANTED'), true);
$made = wp_install('Un conseil', 'admin', 'admin@example.invalid', false, '', wp_generate_password());
switch_theme($told['theme']);
wp_set_current_user($made['user_id']);
kses_init(); // what is saved goes through the filters of this account

$pages = array('post' => get_permalink(1), 'page' => get_permalink(2));
$onward = '<p><a href="' . esc_url($pages['page']) . '">' . get_the_title(2) . '</a></p>';
wp_update_post(array('ID' => 1, 'post_content' => "<!-- wp:paragraph -->\n$onward\n<!-- /wp:paragraph -->"));
foreach ($told['pages'] as $name => $content) {
    $page = array('post_type' => 'page', 'post_status' => 'publish', 'post_title' => $name);
    $saved = wp_insert_post(wp_slash($page + array('post_content' => $content)), true);
    $pages[$name] = get_permalink($saved);
}
echo json_encode(array(
    'pages' => $pages,
    'versions' => array(
        'WordPress' => $wp_version,
        'PHP' => PHP_VERSION,
        'MariaDB' => $database->server_info,
        wp_get_theme()->get('Name') => wp_get_theme()->get('Version'),
    ),
));
